/*
title = "Figures that were not compared"
severity = "info"
since = "0.1.0"
sources = ["Our own rule: what was not looked at is said, and never passes for correct"]
ask = "Have these figures been compared by hand?"
docs = '''
What it flags
An article of which some figures were read but not compared with others: tables and lines that read like a table's rows, links and
page furniture, headline numbers that count the items of a list, and what comes after the limits of one article, each named with how
much lies beyond it: figures paired with each other, sums, products and differences tried for a headline, scores, comparisons. It
stands at the article's first statement.

Why it matters
An article without flags would else look checked where it was not.

How to resolve
Compare the rows with their source, then dismiss this note.
'''

[[examples]]
text = '''
The seven wards of Norvale voted on Sunday.

Northgate 52 percent, 48 percent; Harbour 47 percent, 53 percent; Millside 51 percent, 49 percent; Orsk 60 percent, 40 percent; Halden 45 percent, 55 percent.'''
flags = ['''The seven wards of Norvale voted on Sunday.''']

[[examples]]
text = '''The seven wards of Norvale voted on Sunday. The harbour ward counted 2,700 votes for the mayor and 2,950 against her.'''
flags = []

[[examples]]
title = '''Six things to know about the Norvale budget'''
text = '''The council of Norvale passed its budget on Monday.'''
flags = ['''Six things to know about the Norvale budget''']
*/
SELECT
    claim_id,
    'not compared: ' || ARRAY_TO_STRING(notes, ', ') AS reading,
    'Some figures of this article were not compared with others.' AS message
FROM figure_pairs
WHERE tie = 'not_compared'
