package dev.outrank.config.registry;

import java.time.OffsetDateTime;
import org.springframework.data.annotation.Id;

/** A row: a {@link Revision}. Inserted only. */
record RegistryRevision(
        @Id long revision,
        OffsetDateTime changedAt,
        String author,
        String reason,
        ChangeAction action,
        String model,
        String version) {

    RegistryRevision numbered(long number) {
        return new RegistryRevision(number, changedAt, author, reason, action, model, version);
    }

    Revision toRevision() {
        return new Revision(revision, changedAt, author, reason, action, model, version);
    }
}
