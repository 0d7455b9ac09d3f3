"""How many messages came in the last hour, without knowing from whom."""

from collections import deque
from threading import Lock

WINDOW_MINUTES = 60


class HourlyRate:
    """Counts in this process's memory, per minute; no address, no cookie, nothing per person."""

    def __init__(self) -> None:
        self._minutes: deque[tuple[int, int]] = deque()
        self._lock = Lock()

    def count_one(self, seconds: float) -> int:
        """Note one message at a time in seconds; return how many the last hour has, this one in."""
        minute = int(seconds // 60)
        with self._lock:
            while self._minutes and self._minutes[0][0] <= minute - WINDOW_MINUTES:
                self._minutes.popleft()
            if self._minutes and self._minutes[-1][0] == minute:
                minute, count = self._minutes.pop()
                self._minutes.append((minute, count + 1))
            else:
                self._minutes.append((minute, 1))
            return sum(count for _, count in self._minutes)

    def forget(self) -> None:
        """Start from nothing."""
        with self._lock:
            self._minutes.clear()
