#!/usr/bin/env python3
"""A deep resistive network learning MNIST by equilibrium propagation in numpy float32: the peer of tools/bench.

    drn_numpy.py FOLDER --hidden 1024 [--hidden 1024] --gain 480 --sweeps 4 --beta 1 --rates 0.006 0.006
                 [--bias-rates ...] --minibatches 40

Written from the equations (arXiv 2402.11674; energy, exact coordinate steps in even/odd order, centered estimate,
minibatch 4) the way a numpy program would be: every product by BLAS, x @ W once a phase, the gradient as products of
the batch. Prints the seconds of an epoch (15,000 training minibatches of 4 and the 10,000 test images in minibatches
of 4), scaled up from the minibatches that were timed.
"""

import argparse
import gzip
import os
import time

import numpy as np


def images(path, limit):
    with gzip.open(path) as file:
        file.read(16)
        return np.frombuffer(file.read(limit * 784), np.uint8).reshape(-1, 784)


def labels(path, limit):
    with gzip.open(path) as file:
        file.read(8)
        return np.frombuffer(file.read(limit), np.uint8)


class Network:
    def __init__(self, sizes, gain, seed=0):
        random = np.random.default_rng(seed)
        self.gain = np.float32(gain)
        self.weights = [
            np.maximum(random.uniform(-1, 1, (a, b)) / np.sqrt(a), 0).astype(np.float32)
            for a, b in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(b, np.float32) for b in sizes[1:]]
        self.halves = [(b + 1) // 2 for b in sizes[1:-1]]

    def input(self, values):
        x = values.astype(np.float32) / np.float32(255) * self.gain
        return np.concatenate([x, -x], axis=1)

    def rest(self, batch):
        return [np.zeros((batch, b.size), np.float32) for b in self.biases]

    def relax(self, x, states, sweeps, beta=0.0, target=None):
        states = list(states)
        weights, last = self.weights, len(states) - 1
        drive = x @ weights[0]
        sums = [w.sum(0) for w in weights]
        for k in range(last):
            sums[k] = sums[k] + weights[k + 1].sum(1)
        for _ in range(sweeps):
            for parity in (0, 1):
                for k in range(parity, last + 1, 2):
                    total = (drive if k == 0 else states[k - 1] @ weights[k]) + self.biases[k]
                    if k < last:
                        total = (total + states[k + 1] @ weights[k + 1].T) / sums[k]
                        half = self.halves[k]
                        np.maximum(total[:, :half], 0, out=total[:, :half])
                        np.minimum(total[:, half:], 0, out=total[:, half:])
                    elif beta:
                        total = (total + np.float32(beta) * target) / (sums[k] + np.float32(beta))
                    else:
                        total = total / sums[k]
                    states[k] = total
        return states

    def learn(self, x, states, target, sweeps, beta, rates, bias_rates):
        free = self.relax(x, states, sweeps)
        minus = self.relax(x, free, sweeps, -beta, target)
        plus = self.relax(x, free, sweeps, beta, target)
        scale = np.float32(1 / (2 * beta * len(x)))
        below = (x, x)
        for k, pair in enumerate(zip(plus, minus)):
            (u, p), (v, q) = (below, pair)
            rows = 0.5 * ((u * u).sum(0) - (p * p).sum(0))
            columns = 0.5 * ((v * v).sum(0) - (q * q).sum(0))
            gradient = scale * (rows[:, None] + columns - (u.T @ v - p.T @ q))
            self.weights[k] = np.maximum(self.weights[k] - np.float32(rates[k]) * gradient, 0)
            self.biases[k] = self.biases[k] + np.float32(bias_rates[k]) * scale * (v - q).sum(0)
            below = pair
        return plus


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--hidden", type=int, action="append")
    parser.add_argument("--gain", type=float)
    parser.add_argument("--sweeps", type=int)
    parser.add_argument("--beta", type=float)
    parser.add_argument("--rates", type=float, nargs="+")
    parser.add_argument("--bias-rates", type=float, nargs="+")
    parser.add_argument("--minibatches", type=int, default=40)
    a = parser.parse_args()
    count = a.minibatches + 4
    x = images(os.path.join(a.folder, "train-images-idx3-ubyte.gz"), 4 * count)
    y = np.eye(10, dtype=np.float32)[labels(os.path.join(a.folder, "train-labels-idx1-ubyte.gz"), 4 * count)]
    network = Network([1568] + a.hidden + [10], a.gain)
    states = network.rest(4)
    train, test = [], []
    for k in range(count):
        start = time.perf_counter()
        batch = slice(4 * k, 4 * k + 4)
        states = network.learn(network.input(x[batch]), states, y[batch], a.sweeps, a.beta, a.rates,
                               a.bias_rates or a.rates)
        middle = time.perf_counter()
        network.relax(network.input(x[batch]), network.rest(4), a.sweeps).pop().argmax(1)
        if k >= 4:
            train.append(middle - start)
            test.append(time.perf_counter() - middle)
    print(15000 * np.median(train) + 2500 * np.median(test))


if __name__ == "__main__":
    main()
