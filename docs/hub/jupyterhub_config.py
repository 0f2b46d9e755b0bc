"""What the lessons add to a JupyterHub, on one machine: jupyterhub -f docs/hub/jupyterhub_config.py .

Who may log in, and how their servers are started, is for your hub to say: `authenticator_class` and
`spawner_class`. Here each student has a home of their own, so LESSONS_HOME stays unset: the lessons are in
~/lessons, the answers in the folder for data. Where homes are not kept, set it to a folder that is:
c.Spawner.environment["LESSONS_HOME"] = lambda spawner: f"/srv/students/{spawner.user.name}"
"""

import os
import sys
from pathlib import Path

import lessons_lib

c = get_config()  # noqa: F821

OUR_SETTINGS = Path(lessons_lib.__file__).parent / "server"
AT_START = Path(__file__).resolve().parent  # jupyter_server_config.py, run by each student's own server

c.Spawner.environment = {
    "JUPYTER_CONFIG_PATH": os.pathsep.join(map(str, (AT_START, OUR_SETTINGS))),
    "JUPYTER_PREFER_ENV_PATH": "1",
}
c.Spawner.default_url = "/lab/tree/lessons/notebooks/00-start-here.ipynb"
c.Spawner.mem_limit = "1700M"
c.Spawner.start_timeout = 120

# A server that nobody has used for an hour is ended; notebooks and answers are on the disk.
CULLER = "idle-culler"
SCOPES = ["list:users", "read:users:activity", "read:servers", "delete:servers"]
c.JupyterHub.load_roles = [{"name": CULLER, "scopes": SCOPES, "services": [CULLER]}]
c.JupyterHub.services = [
    {"name": CULLER, "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"]}
]
