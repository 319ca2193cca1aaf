"""The report of a study: PDF, web page, data files and charts in one folder."""

from eventstudy.report.content import ReportInput
from eventstudy.report.writing import ReportFiles, write_report

__all__ = ["ReportFiles", "ReportInput", "write_report"]
