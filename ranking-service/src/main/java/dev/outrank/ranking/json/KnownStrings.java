package dev.outrank.ranking.json;

import java.util.List;
import tools.jackson.core.JsonParser;

/**
 * Finds a parser's string among known ones by its characters, without making a string of them. Immutable.
 *
 * <p>An open-addressed table of at most half of its slots; the hash is {@link String#hashCode}'s, computed in the parser's buffer.
 */
public final class KnownStrings {

    /** Where a string is that is none of them. */
    public static final int NONE = -1;

    private final String[] strings;
    private final int[] slots;

    /** Makes a table of strings; of equal ones the first counts. */
    public KnownStrings(List<String> strings) {
        this.strings = strings.toArray(String[]::new);
        this.slots = new int[Integer.highestOneBit(Math.max(1, strings.size())) * 4];
        for (int position = 0; position < this.strings.length; position++) {
            add(position);
        }
    }

    private void add(int position) {
        String string = strings[position];
        int slot = slot(string.hashCode());
        while (slots[slot] != 0) {
            if (strings[slots[slot] - 1].equals(string)) {
                return;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = position + 1;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (slots.length - 1);
    }

    /**
     * Returns the position of the string at a parser's cursor in the list, or {@link #NONE}.
     *
     * @throws InvalidFieldException if there is no string
     */
    public int position(JsonParser parser, FieldNaming naming) {
        JsonValues.requireStringToken(parser, naming);
        return position(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
    }

    private int position(char[] characters, int offset, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + characters[offset + i];
        }
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
            if (isEqual(strings[slots[slot] - 1], characters, offset, length)) {
                return slots[slot] - 1;
            }
        }
        return NONE;
    }

    private static boolean isEqual(String string, char[] characters, int offset, int length) {
        if (string.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (string.charAt(i) != characters[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
