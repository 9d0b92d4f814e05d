"""The viewer: before and after of a picture."""

from hairstudio.views.widgets.viewer.area import PictureArea
from hairstudio.views.widgets.viewer.compare import CompareViewer
from hairstudio.views.widgets.viewer.geometry import Viewport
from hairstudio.views.widgets.viewer.link import ViewLink

__all__ = ["CompareViewer", "PictureArea", "ViewLink", "Viewport"]
