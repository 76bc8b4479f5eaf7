# SPDX-License-Identifier: Apache-2.0
"""Tables in the files that evaluators have: SPSS, Stata, spreadsheets, CSV, Parquet.

They need packages beside NumPy: pip install "vaern[files]".
"""

from vaern.files.read import LabelAnswers, ReadTable, answers_from_labels, read_table
from vaern.files.write import WrittenTable, write_table

__all__ = [
    "LabelAnswers",
    "ReadTable",
    "WrittenTable",
    "answers_from_labels",
    "read_table",
    "write_table",
]
