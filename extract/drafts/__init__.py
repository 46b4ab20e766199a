"""Readers of drafts: Word documents, PDFs and mails."""
