"""Waiting for what another process does."""

import time


def wait_until(what, seconds=10):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"it did not happen within {seconds} s"
        time.sleep(0.05)
