package io.cadastre.cypher.query;

import java.util.Locale;
import java.util.Set;

/** What a query may name. Everything else is refused, so a function that a server gains is refused until it is here. */
final class AllowedNames {
    /** Procedures that read the inventory or its shape. Lower case. */
    private static final Set<String> PROCEDURES = Set.of(
            "db.labels",
            "db.relationshiptypes",
            "db.propertykeys",
            "db.schema.visualization",
            "db.schema.nodetypeproperties",
            "db.schema.reltypeproperties",
            "db.index.fulltext.querynodes",
            "db.index.fulltext.queryrelationships",
            "db.index.vector.querynodes",
            "db.index.vector.queryrelationships");

    /** Functions in a namespace; those without one are built in, as the server lets nobody define any. Lower case. */
    private static final Set<String> FUNCTIONS = Set.of(
            "date.realtime",
            "date.statement",
            "date.transaction",
            "date.truncate",
            "datetime.fromepoch",
            "datetime.fromepochmillis",
            "datetime.realtime",
            "datetime.statement",
            "datetime.transaction",
            "datetime.truncate",
            "duration.between",
            "duration.indays",
            "duration.inmonths",
            "duration.inseconds",
            "localdatetime.realtime",
            "localdatetime.statement",
            "localdatetime.transaction",
            "localdatetime.truncate",
            "localtime.realtime",
            "localtime.statement",
            "localtime.transaction",
            "localtime.truncate",
            "point.distance",
            "point.withinbbox",
            "time.realtime",
            "time.statement",
            "time.transaction",
            "time.truncate",
            "vector.similarity.cosine",
            "vector.similarity.euclidean");

    /** The properties of entities and relationships that Cadastre keeps. Any other with an underscore is private. */
    private static final Set<String> SYSTEM_PROPERTIES = Set.of(
            "_id",
            "_installation",
            "_connector",
            "_type",
            "_class",
            "_key",
            "_displayName",
            "_scope",
            "_hash",
            "_match",
            "_matchValue",
            "_createdAt",
            "_updatedAt",
            "_version");

    /** The operators of plans that only read. Without what stands in parentheses behind some. */
    private static final Set<String> OPERATORS = Set.of(
            // Where rows begin
            "AllNodesScan",
            "Argument",
            "DirectedAllRelationshipsScan",
            "DirectedRelationshipByElementIdSeek",
            "DirectedRelationshipByIdSeek",
            "DirectedRelationshipFulltextIndexSearch",
            "DirectedRelationshipIndexContainsScan",
            "DirectedRelationshipIndexEndsWithScan",
            "DirectedRelationshipIndexScan",
            "DirectedRelationshipIndexSeek",
            "DirectedRelationshipIndexSeekByRange",
            "DirectedRelationshipTypeScan",
            "DirectedRelationshipUniqueIndexSeek",
            "DirectedRelationshipUniqueIndexSeekByRange",
            "DirectedRelationshipVectorIndexSearch",
            "DirectedUnionRelationshipTypesScan",
            "DynamicDirectedRelationshipTypeLookup",
            "DynamicLabelNodeLookup",
            "DynamicUndirectedRelationshipTypeLookup",
            "EmptyRow",
            "IntersectionNodeByLabelsScan",
            "MultiNodeIndexSeek",
            "NodeByElementIdSeek",
            "NodeByIdSeek",
            "NodeByLabelScan",
            "NodeCountFromCountStore",
            "NodeFulltextIndexSearch",
            "NodeIndexContainsScan",
            "NodeIndexEndsWithScan",
            "NodeIndexScan",
            "NodeIndexSeek",
            "NodeIndexSeekByRange",
            "NodeUniqueIndexSeek",
            "NodeUniqueIndexSeekByRange",
            "NodeVectorIndexSearch",
            "RelationshipCountFromCountStore",
            "SubtractionNodeByLabelsScan",
            "UndirectedAllRelationshipsScan",
            "UndirectedRelationshipByElementIdSeek",
            "UndirectedRelationshipByIdSeek",
            "UndirectedRelationshipFulltextIndexSearch",
            "UndirectedRelationshipIndexContainsScan",
            "UndirectedRelationshipIndexEndsWithScan",
            "UndirectedRelationshipIndexScan",
            "UndirectedRelationshipIndexSeek",
            "UndirectedRelationshipIndexSeekByRange",
            "UndirectedRelationshipTypeScan",
            "UndirectedRelationshipUniqueIndexSeek",
            "UndirectedRelationshipUniqueIndexSeekByRange",
            "UndirectedRelationshipVectorIndexSearch",
            "UndirectedUnionRelationshipTypesScan",
            "UnionNodeByLabelsScan",
            // Walking along relationships
            "BidirectionalRepeat",
            "Expand",
            "OptionalExpand",
            "PathPropagatingBFS",
            "ProjectEndpoints",
            "Repeat",
            "RepeatOptions",
            "ShortestPath",
            "StatefulShortestPath",
            "TriadicBuild",
            "TriadicFilter",
            "TriadicSelection",
            "VarLengthExpand",
            // Bringing rows together
            "Anti",
            "AntiConditionalApply",
            "AntiSemiApply",
            "Apply",
            "ArgumentTracker",
            "CartesianProduct",
            "ConditionalApply",
            "LetAntiSemiApply",
            "LetSelectOrAntiSemiApply",
            "LetSelectOrSemiApply",
            "LetSemiApply",
            "NodeHashJoin",
            "NodeLeftOuterHashJoin",
            "NodeRightOuterHashJoin",
            "Optional",
            "OrderedUnion",
            "RollUpApply",
            "SelectOrAntiSemiApply",
            "SelectOrSemiApply",
            "SemiApply",
            "Union",
            "ValueHashJoin",
            "ValueMergeJoin",
            // Working on rows
            "CacheProperties",
            "Distinct",
            "Eager",
            "EagerAggregation",
            "EmptyResult",
            "ExhaustiveLimit",
            "Filter",
            "Limit",
            "NonFuseable",
            "NullifyMetadata",
            "OrderedAggregation",
            "OrderedDistinct",
            "PartialSort",
            "PartialTop",
            "PreserveOrder",
            "ProcedureCall",
            "ProduceResults",
            "Projection",
            "Skip",
            "Sort",
            "Top",
            "Top1WithTies",
            "Unwind");

    /** Operators that may come upon nodes of which the query says nothing. */
    private static final Set<String> SCANS_OF_ANYTHING =
            Set.of("AllNodesScan", "DynamicLabelNodeLookup", "NodeByElementIdSeek", "NodeByIdSeek");

    private AllowedNames() {}

    static boolean procedure(String name) {
        return PROCEDURES.contains(name.toLowerCase(Locale.ROOT));
    }

    static boolean function(String name) {
        return FUNCTIONS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a property may be named: what connectors emit, and what Cadastre keeps about it. */
    static boolean property(String name) {
        return !name.startsWith("_") || SYSTEM_PROPERTIES.contains(name);
    }

    static boolean operator(String name) {
        return OPERATORS.contains(withoutMode(name));
    }

    static boolean scansAnything(String operator) {
        return SCANS_OF_ANYTHING.contains(withoutMode(operator));
    }

    /** {@code Expand(All)} is an {@code Expand}; but {@code NodeUniqueIndexSeek(Locking)} locks, and is none. */
    private static String withoutMode(String operator) {
        int mode = operator.indexOf('(');
        return mode < 0 || operator.endsWith("(Locking)") ? operator : operator.substring(0, mode);
    }
}
