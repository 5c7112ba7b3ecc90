package dev.outrank.bundle.internal;

/** Cuts what a file says to a length that fits into a message. */
public final class ShortText {

    private static final int SHOWN_CHARACTERS = 80;

    private ShortText() {}

    /** Returns the value's text, or its beginning and an ellipsis. */
    public static String of(Object value) {
        String text = value.toString();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
