package io.cadastre.server.bench.data;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * A number of made-up assets, two thirds machines and one third accounts, with a relationship of each kind from every
 * one. Everything is a pure function of the number, so that nothing is kept in memory and every side is given the same.
 *
 * @param size how many there are before some go
 * @param onePercentChanged whether every hundredth has changed
 * @param oneChanged how often a single one has changed
 * @param tenPercentGone whether every tenth is gone, with the relationships at it
 */
public record Estate(int size, boolean onePercentChanged, int oneChanged, boolean tenPercentGone) {
    /** The smallest estate in which every change happens to something. */
    public static final int LEAST = 100;

    /** How many accounts get a tenth of all {@link Relation#ASSIGNED} between them. */
    public static final int HUBS = 4;

    private static final int CHANGING = 1;
    private static final int GOING = 5;

    /** As it was at first. */
    public static Estate of(int size) {
        return new Estate(size, false, 0, false);
    }

    public Estate withOnePercentChanged() {
        return new Estate(size, true, oneChanged, tenPercentGone);
    }

    /** The same one changes each time. */
    public Estate withOneChanged() {
        return new Estate(size, onePercentChanged, oneChanged + 1, tenPercentGone);
    }

    public Estate withTenPercentGone() {
        return new Estate(size, onePercentChanged, oneChanged, true);
    }

    /** The numbers of the assets that are there. */
    public IntStream numbers() {
        return IntStream.range(0, size).filter(this::isThere);
    }

    /** The numbers of the assets of a kind that are there. */
    public IntStream numbers(Kind kind) {
        return numbers().filter(number -> kind(number) == kind);
    }

    private boolean isThere(int number) {
        return !tenPercentGone || number % 10 != GOING;
    }

    /** What kind an asset is. */
    public Kind kind(int number) {
        return number % 3 == 0 ? Kind.ACCOUNT : Kind.MACHINE;
    }

    /** The source's key of an asset. */
    public String key(int number) {
        return kind(number).word() + "-" + number;
    }

    /** The 29 properties of an asset by name, as a connector gives them. */
    public Map<String, Object> properties(int number) {
        return Property.values(number, revision(number));
    }

    private int revision(int number) {
        int revision = onePercentChanged && number % 100 == 0 ? 1 : 0;
        return number == CHANGING ? revision + oneChanged : revision;
    }

    /** Where the relationship of a kind leads from an asset; -1 if it is gone with that end. */
    public int target(int number, Relation relation) {
        int target = switch (relation) {
            case USES -> machine(scatter(3L * number));
            case ASSIGNED ->
                number % 10 == 0 ? account(scatter(3L * number + 1) % HUBS) : account(scatter(3L * number + 1));
            case TRUSTS -> machine(number - number / 3L);
        };
        if (target == number) {
            target = relation.target() == Kind.MACHINE ? machine(number - number / 3L) : account(number / 3L + 1);
        }
        return isThere(target) ? target : -1;
    }

    /** The machine at a position among the machines, which starts again at the end. */
    private int machine(long position) {
        long machines = size - accounts();
        long among = position % machines;
        return (int) (among / 2 * 3 + among % 2 + 1);
    }

    /** The account at a position among the accounts, which starts again at the end. */
    private int account(long position) {
        return (int) (position % accounts() * 3);
    }

    private long accounts() {
        return (size + 2L) / 3;
    }

    /** What a graph that holds exactly this has. */
    public Census census() {
        long relationships = numbers()
                .mapToLong(number -> {
                    long leaving = 0;
                    for (Relation relation : Relation.values()) {
                        leaving += target(number, relation) < 0 ? 0 : 1;
                    }
                    return leaving;
                })
                .sum();
        return new Census(
                numbers().count(),
                relationships,
                numbers().mapToLong(this::revision).sum());
    }

    /** A number that looks random and is not negative: SplitMix64's finaliser. */
    static long scatter(long seed) {
        long mixed = seed + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (mixed ^ (mixed >>> 31)) >>> 1;
    }
}
