#!/usr/bin/env python3
"""One relaxation step of a convolutional Hopfield network's inner convolutions in PyTorch, as a peer to measure.

The energy of a convolution between layers a and b is sum(b . maxpool2(w * a)); a step needs its gradient with respect
to both layers. Prints the seconds of a step: the sum over the convolutions of their shortest time in several rounds.
"""
import argparse
import time

import torch
import torch.nn.functional as functional


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--shapes", nargs="+", required=True, help="SIDE,INPUTS,OUTPUTS of each convolution")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    layers = []
    for shape in arguments.shapes:
        side, inputs, outputs = map(int, shape.split(","))
        # Channels-last, which is the faster layout here.
        tensors = [
            torch.rand(arguments.batch, inputs, side, side),
            torch.rand(arguments.batch, outputs, side // 2, side // 2),
            torch.randn(outputs, inputs, 3, 3),
        ]
        below, above, weights = (t.to(memory_format=torch.channels_last) for t in tensors)
        layers.append((below.requires_grad_(), above.requires_grad_(), weights))
    best = [float("inf")] * len(layers)
    for _ in range(arguments.rounds):
        for k, (below, above, weights) in enumerate(layers):
            start = time.perf_counter()
            energy = (above * functional.max_pool2d(functional.conv2d(below, weights, padding=1), 2)).sum()
            torch.autograd.grad(energy, (below, above))
            best[k] = min(best[k], time.perf_counter() - start)
    print(sum(best))


if __name__ == "__main__":
    main()
