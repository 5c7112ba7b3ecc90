package dev.outrank.config.registry;

import dev.outrank.bundle.failure.CallerException;

/** The registry has nothing of this name. */
public final class UnknownEntryException extends CallerException {

    private static final long serialVersionUID = 1L;

    /** Makes a refusal that says what was asked for. */
    public UnknownEntryException(String message) {
        super(message);
    }

    static UnknownEntryException model(String model) {
        return new UnknownEntryException("model: '" + model + "' (expected: a registered model)");
    }

    static UnknownEntryException version(String model, String version) {
        return new UnknownEntryException(
                "version: '" + version + "' (expected: a registered version of model '" + model + "')");
    }
}
