package dev.outrank.workbench.checked;

/** An endless row of requests. Thread-safe. */
public interface Questionnaire {

    /** Returns a request by its number, from 0. */
    CheckedRequest request(int number);
}
