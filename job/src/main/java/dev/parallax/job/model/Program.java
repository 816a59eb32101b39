package dev.parallax.job.model;

/** Name and version of this program, as the command line prints them and cards have them. */
public final class Program {

    /** The name and the version. */
    public static final String NAME = "Parallax 0.1.0";

    private Program() {}
}
