"""Whole days on real parts; what drivers assert is told as a test's own asserts are."""

import pytest

pytest.register_assert_rewrite("tests.drivers.stand.evening", "tests.drivers.stand.stand_stock")
