"""A case's rows -> the values that count: the nine rules of combination.

rows      one printed figure each
lists     rules 1, 4: complete lists, what they cover, who is zero by list
trio      rule 3: dead, missing and their sum move together
replay    rules 2, 6, 8, 9: rows in order of time -> what each unit holds at a moment
accounts  rule 5: own value or children; where each value stands on the chosen map
statement rule 7: totals through an engine, published totals beside them -> figures of a report
"""
