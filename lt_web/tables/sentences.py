"""Every sentence a reading can say, as message ids with {named} parameters, in one place."""

from lt_web.tables.said import N_

# Where a problem is: (has a row, has a column).
PLACES = {
    (True, True): "Row {row}, {column}: ",
    (True, False): "Row {row}: ",
    (False, True): "{column}: ",
    (False, False): "",
}

# The whole file
TOO_LARGE = N_(
    "The file has {size} MB; {limit} MB is the most. Split it by year and import the parts one after another."
)
EMPTY = N_("The file is empty. Choose the file that holds your table.")
WORKBOOK = N_(
    "This is an Excel workbook. Open it, choose Save as, then “CSV UTF-8 (comma delimited)”, and import "
    "that file."
)
OPEN_DOCUMENT = N_(
    "This is a LibreOffice document. Open it, choose Save as, then “Text CSV” with UTF-8, and import "
    "that file."
)
ARCHIVE = N_("This is a zip archive, not a table. Unpack it and import the CSV file inside.")
PDF = N_("This is a PDF. Import the table it was made from, saved as CSV (UTF-8).")
WEB_PAGE = N_(
    "This is a web page, not a table. Copy the table into a spreadsheet, save it as CSV (UTF-8) and "
    "import that."
)
NUL = N_(
    "Line {line} holds a NUL character, which text never has. Save the table again as CSV (UTF-8) and "
    "import that."
)
NOT_TEXT = N_("This file is not text. Save your table as CSV (UTF-8) and import that.")
BROKEN_TEXT = N_(
    "The file says it is {encoding}, but parts of it are not. Save the table again as CSV (UTF-8)."
)
TOO_MANY_ROWS = N_(
    "The table has more than {limit} rows. Split it by year and import the parts one after another."
)
TOO_MANY_COLUMNS = N_(
    "Row {row} has {count} columns; {limit} is the most. Remove the columns that are not needed."
)
HUGE_CELL = N_(
    "Row {row} holds a cell of more than {limit} characters. Perhaps a quotation mark is missing there."
)
OPEN_QUOTE = N_("The quotation mark that opens in row {row} is never closed. Close it, or remove it.")
NO_SUCH_HEADING = N_("There is no column headed “{heading}” in this table.")
NO_SUCH_COLUMN = N_("“{column}” is not a column that can be read. Choose one of: {known}.")

# Headings
NO_TITLE = N_("No column holds the title. Name one “Title”. The headings found are: {headings}.")
NO_DATE_COLUMN = N_("No column holds the date. Name one “Date”. The headings found are: {headings}.")
TWICE = N_("Two columns are headed “{heading}”. Rename or remove one, so that it is clear which to read.")
BOTH = N_("“{heading}” and “{other}” are both to be read as {column}. Choose one.")
NO_ROWS = N_("There are headings, but no rows below them.")

# Rows
MORE_CELLS = N_(
    "there are {count} cells, but only {headings} headings. "
    "Give each column a heading, and put a cell that holds the separator ({delimiter}) in quotation marks."
)
MORE_PIPES = N_("there are {count} cells, but only {headings} headings. Write a pipe inside a cell as \\|.")
LONG_CELL = N_("the text is longer than {limit} characters. Shorten it.")
STRAY_QUOTE = N_(
    "there is text after a closing quotation mark. Check that the cells of this row are what you meant."
)
LONE_CELL = N_(
    "only “{text}” stands in this row. If it is a session, give it a title and a date; if not, leave it out."
)
NO_TITLE_HERE = N_("there is no title. Give one, or leave the row out.")
LONG_TITLE = N_("the title has {count} characters. It is kept, but a title reads best under {limit}.")
SAME_KEY = N_("the id “{text}” stands in row {other} too. Give each row its own.")
SAME_SESSION = N_(
    "this title and date stand in row {other} too. Leave one out, or give both an id in a column headed “Id”."
)
OTHER_TABLE = N_("A further table with other headings ({headings}) was not read. Import it on its own.")

# Dates
NO_DATE = N_("there is no date. Give one, or leave the row out.")
BAD_DATE = N_("“{text}” cannot be read as a date. Write it like 2024-05-03.")
NO_SUCH_DAY = N_("there is no such day as “{text}”. Write it like 2024-05-03.")
NO_YEAR = N_("“{text}” has no year. Write it like 2024-05-03.")
NO_DAY = N_("“{text}” has no day of the month. Write it like 2024-05-03.")
YEAR_RANGE = N_("the year in “{text}” is not between {first} and {last}. Correct it.")
SHORT_YEAR = N_(
    "“{text}” has a year of two digits, and it is not clear which part that is. Write it like 2024-05-03."
)
AFTER_DATE = N_(
    "“{text}” has something after the date that is not a time. Keep only the date, and the time if "
    "there is one."
)
ORDER_CLASH = N_(
    "“{text}” can be {day_first} or {month_first}, and other rows write it both ways round. "
    "Write it like 2024-05-03."
)
ORDER_DAY_FIRST = N_("“{text}” does not fit the order day, month, year. Write it like 2024-05-03.")
ORDER_MONTH_FIRST = N_("“{text}” does not fit the order month, day, year. Write it like 2024-05-03.")
WRONG_WEEKDAY = N_("{date} is not the weekday given in “{text}”. The date is kept; check which is right.")
WHICH_ORDER = N_("In row {row}, “{text}” can be {day_first} or {month_first}. Which is meant?")

# Times and lengths
BAD_TIME = N_("“{text}” cannot be read as a time, so the time is left open. Write it like 14:00.")
TWO_TIMES = N_("the time is {time} here, but {other} beside the date. {time} is kept.")
ZONE_NAME = N_(
    "“{zone}” was not used: the clock is kept as it is written. Write an offset such as +02:00 if it matters."
)
BAD_LENGTH = N_("“{text}” cannot be read as a length, so the length is left open. Write minutes, like 45.")
LENGTH_RANGE = N_(
    "{length} minutes is not between {least} and {most}, so the length is left open. Write minutes, like 45."
)
TWO_LENGTHS = N_("the length is {length} minutes here, but {other} by start and end. {length} is kept.")

# Other cells
UNKNOWN_FORMAT = N_("“{text}” is not a format that is known, so the session is read as a talk.")
BAD_LINK = N_("“{text}” is not a web address that starts with https:// or http://, so the link is left out.")
MORE_LINKS = N_("there are several links. The first is kept: {link}.")

BAD_HEADS = N_("{count} is not a number of people from 1 to {most}, so it is left open.")
BAD_RATING = N_("“{text}” is not an average from 1 to 5, so the feedback is left open. Write it like 4.3.")
BAD_ANSWERS = N_("“{text}” is not a number of answers, so it is left open.")
ALONE = N_("how many gave feedback says nothing without an average, so it is left out.")

# Notes
READ_AS_WINDOWS = N_("The file is not in UTF-8 and was read as {encoding}. Check that accents look right.")
PREAMBLE = N_("The headings were found in row {row}; what stands above them was left out.")
IGNORED = N_("The column “{heading}” is not known and was left out.")
SPARE = N_("The column “{heading}” was left out, because “{other}” is read as {column}.")
NAMELESS = N_("Column {number} has no heading and was left out.")
READ_AS = N_("The column “{heading}” is read as {column}.")
JOINED = N_("The columns “{heading}” and “{other}” are read together as {column}.")
DECIDED_DAY_FIRST = N_(
    "Dates such as “{text}” are read as day, month, year, because row {row} fits no other order: “{proof}”."
)
DECIDED_MONTH_FIRST = N_(
    "Dates such as “{text}” are read as month, day, year, because row {row} fits no other order: “{proof}”."
)
DECIDED_BY_HEADING = N_("Dates are read in the order that the heading “{heading}” gives.")
BOTH_ORDERS = N_(
    "The dates are written both as day, month, year and as month, day, year. Each fits only one order, "
    "so each is kept."
)
SHORT_YEARS = N_("Years of two digits stand for 1969 to 2068: “{text}” is {date}. Rows: {rows}.")
SERIALS = N_("Numbers in the date column are read as Excel counts days: {text} is {date}. Rows: {rows}.")
MIDNIGHT = N_("A date with 0:00 beside it is read as a date without a time. Rows: {rows}.")
MERGED = N_("Empty cells under {column} are read as merged with the cell above. Rows: {rows}.")
TOTALS = N_("Totals were left out. Rows: {rows}.")
REPEATED = N_("Repeated headings were left out. Rows: {rows}.")
SECTIONS = N_("Rows that only name a year, quarter or month were left out. Rows: {rows}.")
STAND_IN = N_("Cells that say “{text}” or the like are read as empty. Rows: {rows}.")
SURNAME_FIRST = N_("Names written as “{text}” are read as {name}. Rows: {rows}.")
MAYBE_ONE_NAME = N_("“{text}” is read as two people. If it is one, write the first name first. Rows: {rows}.")
BEHIND_NAME = N_("What stands in brackets behind a name is left out, such as in “{text}”. Rows: {rows}.")
NO_FORMAT = N_("Where no format is given, the session is read as a talk. Rows: {rows}.")
NO_FORMAT_COLUMN = N_("No column holds the format, so each session is read as a talk.")
LINK_FROM = N_("A web address under {column} is kept as the link. Rows: {rows}.")
NOTES_FROM = N_(
    "A web address that stands alone under {column} is kept as the link to the notes. Rows: {rows}."
)
ONLY_NUMBER = N_("Where only a number of people is given, it counts, but nobody is named. Rows: {rows}.")
