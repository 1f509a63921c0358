#!/usr/bin/env python3
"""Hopfield networks learning by equilibrium propagation in PyTorch float32: the peers of tools/bench.

Written from the equations, the way the published programs compute and, with --order by-hand, in the fastest form found:
closed-form updates without autograd, the input's drive taken once a minibatch, a pooling's places once a step.

    --dense 784-512-10 --free 30 --nudged 10 --batch 50
        autograd through Phi, all layers at once, s <- clamp(dPhi/ds, 0, 1), free, +beta and -beta phases
        (A. Laborieux et al., Front. Neurosci. 2021, doi 10.3389/fnins.2021.633674)
    --conv 128-256-512-512 --free 250 --nudged 30 --batch 16
        the same for 3x3 convolutions with 2x2 max pooling on 3x32x32 images, a dense layer to 10 classes last
    --conv 128-256-512-512 --order asynchronous --recompute --free 60 --nudged 15 --batch 32
        without autograd: odd layers, then even ones, each by a convolution of the layer below and a transposed
        convolution of the unpooled layer above (B. Scellier et al., NeurIPS 2023, arXiv 2312.15103)
    --dense 784-4096-10 --order by-hand --recompute --binary --phases 2 --free 50 --nudged 10 --batch 64
        without autograd, weights alpha sign(w) that flip when the mean of their gradient passes a threshold, one
        nudged phase of random sign (J. Laydevant et al., CVPR workshops 2021, arXiv 2103.08953)

--recompute takes the input's drive anew at every step, as those programs do; autograd does so in any case.

Dense networks learn MNIST from --folder (tools/setup --data), convolutional ones random images: they are timed only.
Prints one line of JSON: seconds a step of all layers, a minibatch, and an epoch of --images scaled up, from the fastest
of the minibatches (which favours this program) and from their median; torch's version and threads. --timed-steps runs
only the first steps of a phase and scales those up too.

Needs PyTorch 2, which tools/setup does not install since it takes gigabytes: `.venv/bin/pip install torch`.
"""

import argparse
import gzip
import json
import os
import statistics
import time

import torch
from torch.nn import functional


class Dense:
    def __init__(self, inputs, outputs):
        bound = inputs ** -0.5
        self.weights = torch.empty(outputs, inputs).uniform_(-bound, bound)
        self.bias = torch.empty(outputs).uniform_(-bound, bound)
        self.shape = (outputs,)

    def forward(self, below):
        return functional.linear(below.flatten(1), self.weights, self.bias)

    def forward_places(self, below):
        """The forward drive, and what the backward one needs of it."""
        return self.forward(below), None

    def add_backward(self, drive, above, places):
        """The drive and w^T above."""
        return torch.addmm(drive.flatten(1), above, self.weights).view_as(drive)

    def gradient(self, above, below):
        return above.T @ below.flatten(1), above.sum(0)


class Convolution:
    def __init__(self, shape, channels, layout):
        bound = (shape[0] * 9) ** -0.5
        weights = torch.empty(channels, shape[0], 3, 3).uniform_(-bound, bound)
        self.weights = weights.to(memory_format=layout)
        self.bias = torch.empty(channels).uniform_(-bound, bound)
        self.shape = (channels, shape[1] // 2, shape[2] // 2)

    def forward(self, below):
        return functional.max_pool2d(functional.conv2d(below, self.weights, self.bias, padding=1), 2)

    def forward_places(self, below):
        """The forward drive, and where the pooling found the largest values."""
        full = functional.conv2d(below, self.weights, self.bias, padding=1)
        return functional.max_pool2d(full, 2, return_indices=True)

    def add_backward(self, drive, above, places):
        full = functional.max_unpool2d(above, places, 2)
        return drive + functional.conv_transpose2d(full, self.weights, padding=1)

    def gradient(self, above, below):
        full = functional.max_unpool2d(above, self.forward_places(below)[1], 2)
        return torch.nn.grad.conv2d_weight(below, self.weights.shape, full, padding=1), above.sum((0, 2, 3))


class Network:
    def __init__(self, connections, layout):
        self.connections, self.layout = connections, layout

    def rest(self, x):
        states = []
        for connection in self.connections:
            state = x.new_zeros(len(x), *connection.shape)
            states.append(state.to(memory_format=self.layout) if state.dim() == 4 else state)
        return states

    def phi(self, x, states):
        """Phi of every sample."""
        return sum((connection.forward(below) * above).flatten(1).sum(1)
                   for connection, below, above in zip(self.connections, [x] + states, states))

    # The published way of Laborieux et al.: derivatives of Phi by autograd, all layers from the states before.

    def step_autograd(self, x, states, beta, target):
        states = [s.requires_grad_() for s in states]
        value = self.phi(x, states).sum()
        if beta:
            value = value - beta * 0.5 * ((states[-1] - target) ** 2).sum()
        return [g.clamp_(0, 1) for g in torch.autograd.grad(value, states)]

    # Without autograd.

    def hold(self, x):
        """Takes the drive of an input that stays the same; None: it is taken anew at every step."""
        self.static = None if x is None else self.connections[0].forward(x)

    def forward(self, k, x, states):
        """The drive of layer k from below, and where it found the largest values."""
        if k == 0 and self.static is not None:
            return self.static, None
        return self.connections[k].forward_places(states[k - 1] if k else x)

    def moved(self, k, drive, places, states, beta, target):
        """The new states of layer k, by its drive from below and the places of the connection above."""
        if k + 1 < len(states):
            drive = self.connections[k + 1].add_backward(drive, states[k + 1], places)
        elif beta:
            drive = drive + beta * (target - states[k])
        return drive.clamp(0, 1)

    def step_by_hand(self, x, states, beta, target):
        forward = [self.forward(k, x, states) for k in range(len(states))] + [(None, None)]
        return [self.moved(k, forward[k][0], forward[k + 1][1], states, beta, target) for k in range(len(states))]

    def step_asynchronous(self, x, states, beta, target):
        states = list(states)
        for first in (0, 1):
            for k in range(first, len(states), 2):
                above = self.forward(k + 1, x, states) if k + 1 < len(states) else (None, None)
                states[k] = self.moved(k, self.forward(k, x, states)[0], above[1], states, beta, target)
        return states

    def gradient(self, x, states):
        """dPhi/d(weights, bias), summed over the samples."""
        return [connection.gradient(above, below)
                for connection, below, above in zip(self.connections, [x] + states, states)]

    def gradient_autograd(self, x, states):
        parameters = [p.requires_grad_() for c in self.connections for p in (c.weights, c.bias)]
        flat = torch.autograd.grad(self.phi(x, states).sum(), parameters)
        for parameter in parameters:
            parameter.requires_grad_(False)
        return list(zip(flat[::2], flat[1::2]))


class Descent:
    """Plain gradient descent."""

    def __init__(self, network, rate):
        self.network, self.rate = network, rate

    def apply(self, gradients):
        for connection, (weights, bias) in zip(self.network.connections, gradients):
            connection.weights.sub_(weights, alpha=self.rate)
            connection.bias.sub_(bias, alpha=self.rate)


class Flips:
    """Weights of one size a connection, flipped when the running mean of the gradient asks for it."""

    def __init__(self, network, rate, share=1e-3, threshold=2e-7):
        self.network, self.rate, self.share, self.threshold = network, rate, share, threshold
        for connection in network.connections:
            connection.weights = connection.weights.sign() * connection.weights.abs().mean()
        self.means = [torch.zeros_like(c.weights) for c in network.connections]

    def apply(self, gradients):
        for connection, mean, (weights, bias) in zip(self.network.connections, self.means, gradients):
            mean.lerp_(weights, self.share)
            flipped = connection.weights.sign() * mean > self.threshold
            connection.weights[flipped] *= -1
            connection.bias.sub_(bias, alpha=self.rate)


class Learner:
    """One minibatch after another, with the time of each part."""

    def __init__(self, network, arguments):
        self.network, self.arguments = network, arguments
        autograd = arguments.order == "synchronous"
        self.step = {"synchronous": network.step_autograd, "by-hand": network.step_by_hand,
                     "asynchronous": network.step_asynchronous}[arguments.order]
        self.coupling = network.gradient_autograd if autograd else network.gradient
        self.holds = not autograd and not arguments.recompute
        self.optimizer = (Flips if arguments.binary else Descent)(network, arguments.rate)

    def relax(self, x, states, steps, beta, target):
        limit = self.arguments.timed_steps
        count = min(steps, limit) if limit else steps
        start = time.perf_counter()
        for _ in range(count):
            states = self.step(x, states, beta, target)
        return states, (time.perf_counter() - start) / count

    def learn(self, x, target):
        """Returns seconds of a minibatch (scaled up from the steps that were run) and of a step, and the errors."""
        a, begin = self.arguments, time.perf_counter()
        self.network.hold(x if self.holds else None)
        free, step = self.relax(x, self.network.rest(x), a.free, 0.0, target)
        errors = (free[-1].argmax(1) != target.argmax(1)).sum().item()
        seconds = a.free * step
        betas = [a.beta, -a.beta] if a.phases == 3 else [a.beta if torch.rand(()) < 0.5 else -a.beta]
        ends = [] if a.phases == 3 else [(free, 0.0)]
        for beta in betas:
            states, nudged = self.relax(x, free, a.nudged, beta, target)
            ends.append((states, beta))
            seconds += a.nudged * nudged
        start = time.perf_counter()
        (first, low), (second, high) = ends
        scale = 1 / ((high - low) * len(x))
        # Free states keep their graph's leaves: none of it belongs to the gradient.
        pairs = zip(self.coupling(x, [s.detach() for s in first]), self.coupling(x, [s.detach() for s in second]))
        with torch.no_grad():
            self.optimizer.apply([[(p - q) * scale for p, q in zip(*pair)] for pair in pairs])
        now = time.perf_counter()
        return (seconds + now - start if a.timed_steps else now - begin), step, errors


def mnist(folder, count):
    def read(name, header, size):
        with gzip.open(os.path.join(folder, name)) as file:
            file.read(header)
            return torch.frombuffer(bytearray(file.read(count * size)), dtype=torch.uint8)
    images = read("train-images-idx3-ubyte.gz", 16, 784).view(-1, 784).float() / 255
    return images, functional.one_hot(read("train-labels-idx1-ubyte.gz", 8, 1).long(), 10).float()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--dense", metavar="SIZES", help="784-512-10")
    kind.add_argument("--conv", metavar="CHANNELS", help="128-256-512-512")
    parser.add_argument("--order", choices=["synchronous", "by-hand", "asynchronous"], default="synchronous")
    parser.add_argument("--recompute", action="store_true", help="take the input's drive at every step, as published")
    parser.add_argument("--binary", action="store_true", help="weights of one size, flipped")
    parser.add_argument("--phases", type=int, choices=[2, 3], default=3)
    parser.add_argument("--free", type=int, required=True, help="steps of the free phase")
    parser.add_argument("--nudged", type=int, required=True, help="steps of a nudged phase")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--beta", type=float, default=0.5)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--minibatches", type=int, default=20, help="timed, after two to warm up")
    parser.add_argument("--timed-steps", type=int, help="run only so many steps of a phase")
    parser.add_argument("--images", type=int, help="of an epoch; 60000 or 50000")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--channels-last", action="store_true", help="memory layout of images")
    parser.add_argument("--folder", default=os.path.join(".data", "mnist"))
    a = parser.parse_args()
    if a.threads:
        torch.set_num_threads(a.threads)
    torch.manual_seed(0)
    layout = torch.channels_last if a.channels_last else torch.contiguous_format
    count = a.minibatches + 2
    if a.dense:
        sizes = [int(size) for size in a.dense.split("-")]
        connections = [Dense(*pair) for pair in zip(sizes, sizes[1:])]
        images, targets = mnist(a.folder, count * a.batch)
    else:
        connections, shape = [], (3, 32, 32)
        for channels in a.conv.split("-"):
            connections.append(Convolution(shape, int(channels), layout))
            shape = connections[-1].shape
        connections.append(Dense(shape[0] * shape[1] * shape[2], 10))
        images = torch.rand(count * a.batch, 3, 32, 32).to(memory_format=layout)
        targets = functional.one_hot(torch.randint(10, (count * a.batch,)), 10).float()
    learner = Learner(Network(connections, layout), a)
    seconds, steps, errors = [], [], 0
    with torch.set_grad_enabled(a.order == "synchronous"):
        for k in range(count):
            batch = slice(k * a.batch, (k + 1) * a.batch)
            minibatch, step, wrong = learner.learn(images[batch], targets[batch])
            if k >= 2:
                seconds.append(minibatch)
                steps.append(step)
                errors += wrong
    scale = (a.images or (60000 if a.dense else 50000)) / a.batch
    result = dict(
        network=a.dense or a.conv, order=a.order, recompute=a.recompute, batch=a.batch, free=a.free, nudged=a.nudged,
        secondsPerStep=min(steps), secondsPerMinibatch=min(seconds), secondsPerEpoch=min(seconds) * scale,
        medianSecondsPerStep=statistics.median(steps), medianSecondsPerEpoch=statistics.median(seconds) * scale,
        minibatches=a.minibatches, timedSteps=a.timed_steps, torch=torch.__version__,
        threads=torch.get_num_threads())
    if a.dense:
        result["trainError"] = errors / (a.minibatches * a.batch)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
