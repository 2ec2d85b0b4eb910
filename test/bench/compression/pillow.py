# Writes the raw RGB picture on stdin as PNG the way fal.ai's models do, and again as small as Pillow can.
# Arguments: width, height. Prints the bytes and milliseconds of both.
import io
import json
import sys
import time

from PIL import Image

width, height = int(sys.argv[1]), int(sys.argv[2])
picture = Image.frombytes("RGB", (width, height), sys.stdin.buffer.read())


def written(**options):
    file = io.BytesIO()
    started = time.process_time()
    picture.save(file, "PNG", **options)
    return {"bytes": len(file.getvalue()), "ms": 1000 * (time.process_time() - started)}


print(json.dumps({"usual": written(), "smallest": written(optimize=True)}))
