package dev.outrank.ranking.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes valid bodies at random, mostly so that they stay nearly JSON. */
public final class Mutations {

    private static final String[] FRAGMENTS = {
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"",
        "null",
        "NaN",
        "-1",
        "1e999",
        "-0.0",
        "1.5",
        "9223372036854775808",
        "[]",
        "{}",
        "\"x\"",
        "true",
        "\\u0000",
        "0",
        "\"id\":",
        "[[",
        "]]",
        "4294967296",
        "-Infinity",
        "\n"
    };

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Returns a copy with one to four changes. */
    public byte[] mutate(byte[] body) {
        byte[] mutated = body;
        for (int changes = 1 + random.nextInt(4); changes > 0 && mutated.length > 0; changes--) {
            mutated = mutateOnce(mutated);
        }
        return mutated;
    }

    private byte[] mutateOnce(byte[] body) {
        int at = random.nextInt(body.length);
        int to = Math.min(body.length, at + 1 + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> splice(body, at, to, new byte[0]);
            case 2 -> splice(body, at, at, Arrays.copyOfRange(body, at, to));
            case 3 -> splice(body, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            default -> splice(body, at, random.nextBoolean() ? at : to, fragment());
        };
    }

    private byte[] fragment() {
        return FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] body, int from, int to, byte[] middle) {
        byte[] spliced = new byte[body.length - (to - from) + middle.length];
        System.arraycopy(body, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(body, to, spliced, from + middle.length, body.length - to);
        return spliced;
    }
}
