package dev.outrank.gateway.admission;

import dev.outrank.lookup.Priority;

/** Hears about requests for which there was no room. */
@FunctionalInterface
interface AdmissionListener {

    /** A request was refused. */
    void refused(Priority priority);
}
