"""Run by each student's server as it starts: their copy of the lessons is made, or brought up to date."""

from lessons_lib import workspace

c = get_config()  # noqa: F821

for line in workspace.prepare():
    print(line)  # noqa: T201

# A lesson that is open nowhere gives its memory back after half an hour; its pictures stay on the page.
c.MappingKernelManager.cull_idle_timeout = 1800
