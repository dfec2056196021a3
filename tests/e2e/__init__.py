"""Whole days on real parts; what drivers assert is told as a test's own asserts are."""

import pytest

pytest.register_assert_rewrite("tests.drivers.evening", "tests.drivers.stand_stock")
