package dev.outrank.config.registry;

/** Hears of each change inside its transaction, after its rows were written, to write rows that follow from it. Run again where the change is. */
@FunctionalInterface
public interface ChangeListener {

    /** Called with the revision of the change; what it throws undoes the change. */
    void changed(Revision revision);
}
