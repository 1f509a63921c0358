#!/usr/bin/env python3
"""Chips of a network 1568-1024-10 with imperfect devices, sampled and measured in numpy float32: the peer of
tools/bench --case predict-100-chips.

    chips_numpy.py FOLDER --hidden 1024 --gain 480 --sweeps 4 --chips 2 --scale 100

A chip: a normal spread of both ends of every device's range, a normal programming error, stuck devices; then the free
states of the test images by exact coordinate steps (arXiv 2402.11674), 500 images at a time, every product by BLAS.
Prints the seconds of a chip times `scale`.
"""

import argparse
import os
import time

import numpy as np

from drn_numpy import Network, images, labels


def sample(random, target, low, high):
    """Conductances that a chip has for target ones."""
    span = np.float32(high - low)

    def normals():
        return random.standard_normal(target.shape, dtype=np.float32)

    bottom = np.maximum(low + np.float32(0.02) * span * normals(), 0)
    top = np.maximum(high + np.float32(0.1) * span * normals(), bottom + np.float32(0.01) * span)
    g = np.clip(target + np.float32(0.02) * span * normals(), bottom, top)
    fault = random.random(target.shape, dtype=np.float32)
    return np.where(fault < 0.009, bottom, np.where(fault < 0.01, top, g))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--hidden", type=int, action="append")
    parser.add_argument("--gain", type=float)
    parser.add_argument("--sweeps", type=int)
    parser.add_argument("--chips", type=int, default=2)
    parser.add_argument("--scale", type=float, default=100)
    a = parser.parse_args()
    x = images(os.path.join(a.folder, "t10k-images-idx3-ubyte.gz"), 10000)
    y = labels(os.path.join(a.folder, "t10k-labels-idx1-ubyte.gz"), 10000)
    network = Network([1568] + a.hidden + [10], a.gain)
    targets = network.weights
    times = []
    for chip in range(a.chips):
        start = time.perf_counter()
        random = np.random.default_rng([1, chip])
        network.weights = [sample(random, t, 0, 0.1) for t in targets]
        errors = 0
        for first in range(0, len(x), 500):
            part = slice(first, first + 500)
            states = network.relax(network.input(x[part]), network.rest(len(x[part])), a.sweeps)
            errors += int((states[-1].argmax(1) != y[part]).sum())
        times.append(time.perf_counter() - start)
    print(min(times) * a.scale)


if __name__ == "__main__":
    main()
