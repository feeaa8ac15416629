// Package rawi holds only the tests of the house itself: see ARCHITECTURE.md.
package rawi
