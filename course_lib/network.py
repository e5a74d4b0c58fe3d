"""A network of layers as matrices: from inputs to predictions, and back to the gradient of its loss.

    sizes = [2, 16, 16, 1]                      # inputs, two hidden layers, outputs
    parameters = init(seed=0, sizes=sizes)      # one pair (W, b) for each layer
    layers = forward(parameters, X)             # X, then what comes out of each layer
    loss(layers[-1], Y)
    gradients = backward(parameters, layers, Y) # one pair (∂E/∂W, ∂E/∂b) for each layer, of the same shapes

Rows are examples: X has shape (n, inputs), Y and the predictions have shape (n, outputs). Row i of W holds the weights
of neuron i, so W has shape (neurons, inputs of the layer) and b has shape (neurons,). Hidden layers end in the sigmoid
φ(s) = 1 / (1 + e^(−a·s)); the last layer is left as it is, so that it can predict any number.
"""

from itertools import pairwise

import numpy as np


def sigmoid(s, a=1.0):
    """φ(s) = 1 / (1 + e^(−a·s)), between 0 and 1; `s` is a number or an array of any shape."""
    # e⁷⁰⁰ is near the largest number there is, and beside it φ is 0 to all digits.
    return 1 / (1 + np.exp(np.minimum(-a * s, 700.0)))


def init(seed, sizes):
    """Parameters for layers of these sizes: random weights, biases 0; the same for the same seed.

    The weights are as large as lets neither the values nor the slopes fade on their way through sigmoids of
    slope 1 (Glorot and Bengio, 2010).
    """
    random = np.random.default_rng(seed)
    parameters = []
    for inputs, neurons in pairwise(sizes):
        reach = 4 * np.sqrt(6 / (inputs + neurons))
        parameters.append((random.uniform(-reach, reach, (neurons, inputs)), np.zeros(neurons)))
    return parameters


def forward(parameters, X, a=1.0):
    """What stands on each layer, from X to the predictions: a list one longer than the parameters."""
    layers = [X]
    for W, b in parameters[:-1]:
        layers.append(sigmoid(layers[-1] @ W.T + b, a))
    W, b = parameters[-1]
    return [*layers, layers[-1] @ W.T + b]


def loss(predictions, Y):
    """The squared errors, added over the outputs, in the mean over the examples."""
    return np.sum(errors(predictions, Y) ** 2) / len(Y)


def errors(predictions, Y):
    """Predictions minus targets; ValueError unless both have the same shape, as numpy would stretch them."""
    if predictions.shape != Y.shape:
        raise ValueError(f"predictions of shape {predictions.shape}, but targets of shape {Y.shape}")
    return predictions - Y


def backward(parameters, layers, Y, a=1.0):
    """The gradient of the loss, in the shapes of the parameters. `layers` is what `forward` returned."""
    gradients = []
    delta = 2 * errors(layers[-1], Y) / len(Y)  # ∂E/∂s of the last layer, one row for each example
    for k in reversed(range(len(parameters))):
        inputs, (W, _) = layers[k], parameters[k]
        gradients.append((delta.T @ inputs, delta.sum(axis=0)))
        if k > 0:
            # Back through the weights, then through the sigmoid whose values these inputs are.
            delta = (delta @ W) * (a * inputs * (1 - inputs))
    return gradients[::-1]
