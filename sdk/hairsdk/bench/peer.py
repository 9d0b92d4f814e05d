"""MediaPipe Tasks as a contender: a script of its own, for an environment without hairsdk.

``python peer.py CLIP WIDTH HEIGHT FRAMES MODEL DEVICE PRECISION BEGUN``

It does what MediaPipe's hair demo does: segments, then blends one flat colour, weighted with the
pixel's own brightness (mediapipe/calculators/image/recolor_calculator.cc).
"""

import json
import sys
import time
from typing import Any


def main() -> None:
    """Measure, and print."""
    path, width, height, frames, model, _, _, begun = sys.argv[1:]
    start = time.perf_counter()
    try:
        import mediapipe as mp  # type: ignore[import-not-found]
        from mediapipe.tasks.python import BaseOptions, vision  # type: ignore[import-not-found]
    except ModuleNotFoundError as error:
        sys.exit(
            f"{error}: pip install 'hairsdk[bench]', or name a Python that has mediapipe with "
            "--mediapipe-python"
        )

    imported = time.perf_counter() - start
    import cv2
    import numpy as np

    clip = np.fromfile(path, np.uint8).reshape(int(frames), int(height), int(width), 3)
    options = vision.ImageSegmenterOptions(
        base_options=BaseOptions(model_asset_path=model),
        running_mode=vision.RunningMode.VIDEO,
        output_confidence_masks=True,
        output_category_mask=False,
    )
    weights = np.array([[0.299, 0.587, 0.114]], np.float32)
    colour = np.array((179, 89, 51), np.float32)
    stages: dict[str, list[float]] = {"segment": [], "apply": [], "total": []}
    with vision.ImageSegmenter.create_from_options(options) as segmenter:

        def process(frame: Any, number: int) -> tuple[Any, float, float]:
            begin = time.perf_counter()
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=frame)
            found = segmenter.segment_for_video(image, 33 * number)
            mask = found.confidence_masks[-1].numpy_view().reshape(frame.shape[:2])
            middle = time.perf_counter()
            luma = cv2.transform(frame, weights) / np.float32(255)
            weight = (mask * luma)[..., None]
            result = (frame * (1 - weight) + colour * weight).astype(np.uint8)
            end = time.perf_counter()
            return result, (middle - begin) * 1e3, (end - middle) * 1e3

        process(clip[0], 0)
        startup = time.time() - float(begun)
        for number, frame in enumerate(clip, start=1):
            _, segment, apply = process(frame, number)
            stages["segment"].append(segment)
            stages["apply"].append(apply)
            stages["total"].append(segment + apply)
    result = {
        "import_s": imported,
        "startup_s": startup,
        "stages": stages,
        "intervals": stages["total"],
        "peak_mb": _peak_megabytes(),
        "device": f"mediapipe {mp.__version__}, CPU",
    }
    sys.stdout.write(json.dumps(result))


def _peak_megabytes() -> float:
    """As in memory.py, which is part of hairsdk; 0 on Windows, where it takes more to ask."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


if __name__ == "__main__":
    main()
