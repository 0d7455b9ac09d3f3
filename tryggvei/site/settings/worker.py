"""The worker: bakes, delivers, anchors, reminds. It answers no request."""

from tryggvei.site.settings.staff import *  # noqa: F403

FACE = "worker"
