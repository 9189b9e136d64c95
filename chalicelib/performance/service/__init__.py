"""What people and timers do with performance.

``schemes``: drafts and versions. ``sources``: where values come from. ``values``: what people enter. ``running``:
computing a month. ``previewing``: what a draft would give. ``confirming``: months and their revisions. ``reading``,
``exporting``: results in reach. ``access``: who may.
"""

from chalicelib.performance.service.running import refresh

__all__ = ["refresh"]
