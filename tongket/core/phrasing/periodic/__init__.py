"""The periodic report (báo cáo định kỳ): from the consolidated figures of a period to an official paper."""
