"""Makes the modules of words/train importable: both trainings share the front
end, the mixing, the noise and the file format."""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../words/train"))
