package dev.outrank.workbench.checked;

/** A request whose right answers are known. Thread-safe. */
public interface CheckedRequest {

    /** Returns where it is sent, from the root on. */
    String path();

    /** Returns what is sent, JSON; the array itself. */
    byte[] body();

    /** Says what a reply to it is worth. */
    Grade grade(Reply reply);
}
