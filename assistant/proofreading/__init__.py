"""Checks of a text by rule, without a model: 公用文 and やさしい日本語."""
