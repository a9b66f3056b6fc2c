"""Tổng Kết."""
