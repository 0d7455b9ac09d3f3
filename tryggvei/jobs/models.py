"""When each recurring job last ran, and how it went."""

from django.db import models


class JobRun(models.Model):
    """One row a job. `lease_until`: until then the process that started it has it alone."""

    name = models.CharField(max_length=80, primary_key=True)
    last_started = models.DateTimeField(null=True)
    last_finished = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    ok = models.BooleanField(null=True)
    outcome = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
