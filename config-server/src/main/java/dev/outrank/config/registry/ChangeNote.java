package dev.outrank.config.registry;

/**
 * Who makes a change, and why.
 *
 * @param author a person or a program
 * @param reason a line for those who read the revisions later
 */
public record ChangeNote(String author, String reason) {

    public ChangeNote {
        requireText("author", author);
        requireText("reason", reason);
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new InvalidFieldException(field, "'" + value + "' (expected: a non-blank text)");
        }
        if (value.indexOf('\0') >= 0) {
            throw new InvalidFieldException(field, "with a character U+0000 (expected: text)");
        }
    }
}
