"""The sentence model: a text becomes 384 numbers, and texts alike in meaning become numbers alike.

all-MiniLM-L6-v2 (Apache-2.0), turned into an int8 ONNX file once at set-up (`build`), run by onnxruntime
(`encoder`). Without the file everything still works, by words alone.
"""
