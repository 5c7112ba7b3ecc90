package dev.outrank.lookup;

import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;

/** The numbers that stand for the model's enums on the wire; never their ordinals. */
final class WireCodes {

    private WireCodes() {}

    static int ofPooling(Pooling pooling) {
        return switch (pooling) {
            case SUM -> 0;
            case MEAN -> 1;
        };
    }

    static Pooling pooling(int code) {
        return switch (code) {
            case 0 -> Pooling.SUM;
            case 1 -> Pooling.MEAN;
            default -> throw new FrameException("pooling: " + code + " (expected: 0 sum or 1 mean)");
        };
    }

    static int ofPolicy(IdPolicy policy) {
        return switch (policy) {
            case FAIL -> 0;
            case DEFAULT -> 1;
            case MODULO -> 2;
        };
    }

    static IdPolicy policy(int code) {
        return switch (code) {
            case 0 -> IdPolicy.FAIL;
            case 1 -> IdPolicy.DEFAULT;
            case 2 -> IdPolicy.MODULO;
            default -> throw new FrameException("idPolicy: " + code + " (expected: 0 fail, 1 default or 2 modulo)");
        };
    }

    static int ofPriority(Priority priority) {
        return switch (priority) {
            case NORMAL -> 0;
            case CRITICAL -> 1;
            case SHEDDABLE -> 2;
        };
    }

    static Priority priority(int code) {
        return switch (code) {
            case 0 -> Priority.NORMAL;
            case 1 -> Priority.CRITICAL;
            case 2 -> Priority.SHEDDABLE;
            default ->
                throw new FrameException("priority: " + code + " (expected: 0 normal, 1 critical or 2 sheddable)");
        };
    }
}
