package dev.outrank.config.registry;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is written with a change, in its transaction.
 *
 * @param action what its revision says was done
 * @param note who makes it, and why
 * @param beside writes rows of its own that belong to the change, given its revision; null for none.
 *     With it, a change is a revision even where the registry's own rows stay as they are
 */
public record Writing(
        ChangeAction action, ChangeNote note, @Nullable LongConsumer beside) {

    static Writing plain(ChangeAction action, ChangeNote note) {
        return new Writing(action, note, null);
    }
}
