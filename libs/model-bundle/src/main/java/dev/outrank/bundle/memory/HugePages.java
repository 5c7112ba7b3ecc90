package dev.outrank.bundle.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** When the kernel backs anonymous memory by huge pages (Linux: {@code transparent_hugepage/enabled}). */
public enum HugePages {
    /** Wherever it can. */
    ALWAYS,
    /** Where a program asks for it. */
    MADVISE,
    /** Not at all. */
    NEVER,
    /** The kernel does not know them, or this is another system. */
    ABSENT;

    private static final Path SETTINGS = Path.of("/sys/kernel/mm/transparent_hugepage");

    /** Returns the setting of this machine. */
    public static HugePages ofThisMachine() {
        return in(SETTINGS);
    }

    /** Reads a settings directory: since Linux 6.8 each size has a setting of its own, which may inherit that of all. */
    static HugePages in(Path settings) {
        String own = selected(settings.resolve("hugepages-2048kB/enabled"));
        return switch (own.isEmpty() || own.equals("inherit") ? selected(settings.resolve("enabled")) : own) {
            case "always" -> ALWAYS;
            case "madvise" -> MADVISE;
            case "never" -> NEVER;
            default -> ABSENT;
        };
    }

    /** Returns the word in brackets of {@code always [madvise] never}; empty where there is none. */
    private static String selected(Path file) {
        try {
            String words = Files.isReadable(file) ? Files.readString(file) : "";
            int begin = words.indexOf('[');
            int end = words.indexOf(']', begin + 1);
            return begin < 0 || end < 0 ? "" : words.substring(begin + 1, end);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns whether a copy of rows can have them. */
    public boolean forCopies() {
        return switch (this) {
            case ALWAYS, MADVISE -> true;
            case NEVER, ABSENT -> false;
        };
    }
}
