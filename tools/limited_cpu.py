"""Which variables make NumPy and OpenBLAS compute as on a plain, older processor.

A number in a lesson that depends on them would be out of date on another machine.
"""

from __future__ import annotations

import platform

from numpy._core import _multiarray_umath as umath

PLAIN_CORES = {"x86_64": "Nehalem", "amd64": "Nehalem", "aarch64": "ARMV8", "arm64": "ARMV8"}


def limits() -> dict[str, str]:
    """Return the variables for this machine: only features that it has and NumPy can do without."""
    spare = [name for name in umath.__cpu_dispatch__ if umath.__cpu_features__.get(name)]
    core = PLAIN_CORES.get(platform.machine().lower())
    wanted = {"NPY_DISABLE_CPU_FEATURES": " ".join(spare), "OPENBLAS_CORETYPE": core or ""}
    return {name: value for name, value in wanted.items() if value}
