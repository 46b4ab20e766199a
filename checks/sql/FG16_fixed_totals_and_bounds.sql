/*
title = "Fixed totals and bounds"
severity = "critical"
since = "0.1.0"
sources = [
  "The constitutions and statutes named in extract/lexicons/en/fixed_totals.toml",
  "Brown and Heathers, The GRIM test, Social Psychological and Personality Science 8 (2017)",
]
ask = "How many are there, and can there be so many?"
docs = '''
What it flags
"All 58 states" of a country that has 50, a "51-50 tie", and a share of a group above 100 percent. A range that names its higher end
first, an average outside the range it stands beside, "all 18 miners" after "at least 20 miners", and three or more shares of one
vote, or of one question with its undecided, that add up to more than 100 and half a point for each. Bodies of fixed size stand in a
data file with the law that fixes them; where the number is far off, another group may be meant and the flag is a note.

Why it matters
The figure cannot be true as it stands.

How to resolve
Look the total up, or name the group that is meant; say when people could give several answers.
'''

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 58 states.'''
flags = ['''58''']

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 50 states.'''
flags = []

[[examples]]
text = '''The chief clerk would have to break a 51-50 tie in the council.'''
flags = ['''51-50''']

[[examples]]
text = '''The mayor broke a 50-50 tie in the council of Norvale, which has 101 seats.'''
flags = []

[[examples]]
text = '''Between 60 and 40 people waited at the ferry.'''
flags = ['''Between 60 and 40''']

[[examples]]
text = '''Between 40 and 60 people waited at the ferry. The tax falls from 5 to 3 percent, and Ortega leads 48-44 percent.'''
flags = []

[[examples]]
text = '''Fares ranged from $20 to $50, with an average of $65.'''
flags = ['''$65''']

[[examples]]
text = '''Fares ranged from $20 to $50, with an average of $35. Last year they ranged from $15 to $30, against a national average of $65.'''
flags = []

[[examples]]
text = """\
At least 20 miners were trapped in the Orsk shaft on Monday.

On Friday all 18 miners were brought up alive."""
flags = ['''18''']

[[examples]]
text = """\
At least 20 people were hurt when the bus left the road.

All 18 people aboard the ferry were safe, and all 20 miners who worked the shaft came up."""
flags = []

[[examples]]
text = '''Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 25 percent.'''
flags = ['''25 percent''']

[[examples]]
text = '''In the poll, 48 percent favor the bridge, 47 percent oppose it and 12 percent are undecided.'''
flags = ['''12 percent''']

[[examples]]
text = """\
Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 15 percent.

Asked what worries them, and allowed more than one answer, 62 percent named rents, 48 percent schools and 30 percent the ferry.

Of the men 62 percent favor the bridge, of the women 55 percent, and of the pensioners 40 percent; the rest are undecided."""
flags = []
*/
SELECT 1
