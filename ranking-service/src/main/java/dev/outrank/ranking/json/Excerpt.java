package dev.outrank.ranking.json;

/** Shortens what a caller sent, so that a message never repeats a whole payload. */
public final class Excerpt {

    /** Long enough for any name the manifest allows in practice, short enough for a log line. */
    private static final int MAX_CHARS = 64;

    private Excerpt() {}

    /** Returns {@code 'text'}, shortened. */
    public static String quoted(String text) {
        return "'" + of(text) + "'";
    }

    static String of(String text) {
        return of(text, MAX_CHARS);
    }

    static String of(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end) + "…";
    }
}
