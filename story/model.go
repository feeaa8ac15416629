package story

// eventModel gives the odds that two groups of articles are one event, together with eventForest (see blend); storyModel gives those that
// they are one story. They are logistic regressions, fitted to the merges that a run offers on hand-marked clusters of eight days of the
// Saudi press, two by two (fit_test.go, ../gold/SOURCES.md). On the fifth of the stories of the shared gold that the models were not fitted
// to, among all articles of their days, events score .929 (BCubed F1), .846 (pairwise) and .922 (inside events); by the linear model alone
// .926, .821 and .917, by the forest alone .922, .811 and .908. Stories score .920 with a model of stories fitted to the other days.
var (
	eventModel = model{
		cosFull:        -1.61,
		cosTitle:       -0.88,
		cosNear:        4.52,
		cosLead:        -13.00,
		cosWide:        1.61,
		leadLess:       3.05,
		leadMore:       0.87,
		rareWords:      0.02,
		digitsOf:       0.91,
		copied:         -0.99,
		oneOutlet:      -1.10,
		daysApart:      -0.44,
		lengths:        0.57,
		noDigits:       -0.39,
		cosPlaces:      0.93,
		strangePlaces:  -0.17,
		strangeTitle:   -1.62,
		cosPersons:     1.16,
		strangePersons: -0.53,
		strangeHeads:   -2.37,
		sameTimes:      0.26,
		otherTimes:     -0.38,
		sameDay:        1.18,
		otherDay:       -0.41,
		sameFigures:    1.41,
		titleLess:      -0.51,
		titleMore:      0.21,
		neighbours:     0.25,
		sameSpeaker:    0.31,
		otherSpeaker:   -0.25,
		normFull:       -1.81,
		normTitle:      1.97,
		normLead:       7.36,
		normWide:       4.72,
		greatest:       -0.57,
		greatestLead:   2.35,
		smaller:        -0.60,
		larger:         -0.36,
		closeLess:      0.72,
		closeMore:      1.48,
		linked:         -0.30,
		one:            -5.65,
	}
	storyModel = model{
		leadLess:  1.76,
		leadMore:  0.50,
		normFull:  1.45,
		normTitle: -0.29,
		normLead:  3.27,
		normWide:  1.10,
		greatest:  0.52,
		smaller:   -0.14,
		larger:    0.52,
		closeLess: 0.53,
		linked:    1.16,
		one:       -3.50,
	}
)
