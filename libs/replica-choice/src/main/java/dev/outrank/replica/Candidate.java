package dev.outrank.replica;

/** What can be chosen: a replica as its caller sees it. */
public interface Candidate {

    /** Returns whether it may be asked at all at present. */
    boolean isUsable();

    /** Returns what a call costs there; lower is better, without a unit that means anything. */
    double cost();
}
