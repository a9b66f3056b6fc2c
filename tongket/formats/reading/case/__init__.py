"""A case folder or workbook -> checked values, or every fault at once.

tables     csv files and Excel sheets as rows of text with their line numbers
package    datapackage.json (or the sheet "case"): name, titles, country, time zone
indicators indicators.csv
values     values.csv, one printed figure a row
wording    every message, in English and Vietnamese
read       all of it together
"""

from tongket.formats.reading.case.read import CaseInput, read_case

__all__ = ["CaseInput", "read_case"]
