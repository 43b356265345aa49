/* gapsharp.h - C interface of GapSharp, Gaussian Approximation Potentials.
 *
 * Units: eV, Angstrom, eV/A. Virial W = -dE/d(strain) in eV (not divided by a volume).
 * Arrays are C order, IEEE doubles and int32.
 *
 * Every function returns a status: GAPSHARP_OK or an error, for which gapsharp_last_error gives one line of text
 * (what, value, expected, where), kept per thread. Nothing is thrown, printed or exited.
 * Outputs are allocated by the caller. In the structs a NULL output is not wanted; elsewhere NULL is an error unless allowed below.
 * After an error no output has been touched, except that *model is NULL.
 * Structs begin with struct_size = sizeof(the struct as the caller was compiled with). Members are added at the end only, and callers
 * that do not know them yet are served as before.
 *
 * Threads: different models may be used from different threads freely; calls on one model may come from several
 * threads at once too (each gets its own workspace). destroy must not run while another call uses the model.
 * A process that is forked after the first call cannot use the library any more: every call returns GAPSHARP_ERROR_UNSUPPORTED.
 * Forking before, and exec after, are fine.
 *
 * The library loads the image built for the best instruction set of the processor from the folder gapsharp/ beside itself. The
 * environment variable GAPSHARP_ISA sets a ceiling: x86-64, x86-64-v3 (AVX2) or x86-64-v4 (AVX-512).
 *
 * SPDX-License-Identifier: MIT */
#ifndef GAPSHARP_H
#define GAPSHARP_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GAPSHARP_ABI_VERSION 1

enum gapsharp_status {
  GAPSHARP_OK = 0,
  GAPSHARP_ERROR_ARGUMENT = 1,    /* a value handed in is wrong (NULL, range, shape, struct_size) */
  GAPSHARP_ERROR_IO = 2,          /* a file cannot be read */
  GAPSHARP_ERROR_FORMAT = 3,      /* a file's content is malformed */
  GAPSHARP_ERROR_UNSUPPORTED = 4, /* valid, but not supported by this version */
  GAPSHARP_ERROR_SPECIES = 5,     /* an element the potential does not know */
  GAPSHARP_ERROR_NUMERIC = 6,     /* coincident atoms, a result that is not a number */
  GAPSHARP_ERROR_INTERNAL = 99    /* a defect in GapSharp */
};

/* What to compute. */
enum gapsharp_flag {
  GAPSHARP_ENERGY = 1,
  GAPSHARP_ENERGY_ATOM = 2,
  GAPSHARP_FORCES = 4,
  GAPSHARP_VIRIAL = 8,
  GAPSHARP_VIRIAL_ATOM = 16,        /* half of each pair's virial to either atom */
  GAPSHARP_CVIRIAL_ATOM = 32,       /* the whole of each pair (i, j)'s virial to j: right for heat flux */
  GAPSHARP_VARIANCE = 64,           /* predicted variance of each local energy, eV^2 */
  GAPSHARP_POSTERIOR_VARIANCE = 128 /* posterior variance, which knows the data and their noise, eV^2: for potentials fitted with
                                       --variance; GAPSHARP_ERROR_UNSUPPORTED for others */
};

typedef struct gapsharp_model gapsharp_model;

/* *version = GAPSHARP_ABI_VERSION of the library. */
int32_t gapsharp_abi_version(int32_t *version);

/* Text such as "0.1.0 (x86-64-v4)" into buffer, truncated to capacity bytes including the closing NUL. */
int32_t gapsharp_version(char *buffer, int64_t capacity);

/* Text of this thread's last error, "" if there was none; truncated to capacity bytes including the closing NUL. */
int32_t gapsharp_last_error(char *buffer, int64_t capacity);

/* Reads a potential (QUIP GAP XML; sidecar files beside it). path is UTF-8. */
int32_t gapsharp_create(const char *path, gapsharp_model **model);

/* How to prepare a potential. Set every member: one left at zero is not its default. */
typedef struct gapsharp_options {
  int32_t struct_size;
  int32_t compression; /* 1 (default): dot product kernels may use fewer components, which changes no local energy by more than
                          1e-10 eV per coordinate; 0: they use all */
} gapsharp_options;

/* gapsharp_create with options; NULL: the defaults. */
int32_t gapsharp_create_with(const char *path, const gapsharp_options *options, gapsharp_model **model);

/* gapsharp_create from XML in memory; sidecars are looked for in directory, or refused if directory is NULL. */
int32_t gapsharp_create_from_memory(const char *xml, int64_t length, const char *directory, gapsharp_model **model);

/* Frees a model; NULL is allowed. A handle that was destroyed or never made is an error, here and everywhere. */
int32_t gapsharp_destroy(gapsharp_model *model);

/* Largest distance (A) at which one atom feels another. */
int32_t gapsharp_cutoff(gapsharp_model *model, double *cutoff);

/* Atomic numbers the potential knows, ascending: at most capacity of them into numbers, how many there are into count.
 * count = 0: any element. numbers may be NULL with capacity 0. */
int32_t gapsharp_species(gapsharp_model *model, int32_t *numbers, int32_t capacity, int32_t *count);

/* Worker threads per evaluation, 1..256; 1 by default. */
int32_t gapsharp_set_num_threads(gapsharp_model *model, int32_t threads);
int32_t gapsharp_get_num_threads(gapsharp_model *model, int32_t *threads);

/* Evaluation for a host MD code: local and ghost atoms and a full neighbour list. */
typedef struct gapsharp_compute_args {
  int32_t struct_size;
  int32_t flags;              /* sum of gapsharp_flag, without GAPSHARP_POSTERIOR_VARIANCE */
  int32_t nlocal;             /* atoms 0 .. nlocal-1 are local */
  int32_t nghost;             /* atoms nlocal .. nlocal+nghost-1 are ghosts */
  int32_t inum;               /* number of centres */
  int32_t neigh_mask;         /* each neighbour index is firstneigh[i][k] & neigh_mask */
  int32_t ntypes;             /* types are 1 .. ntypes */
  int32_t reserved;           /* 0 */
  const double *x;            /* [nlocal+nghost][3] positions, A */
  const int32_t *type;        /* [nlocal+nghost] */
  const int32_t *type_to_z;   /* [ntypes+1], entry 0 unused; atomic number, 0 = this type is ignored */
  const int32_t *ilist;       /* [inum] centres, each < nlocal */
  const int32_t *numneigh;    /* [nlocal], indexed by centre */
  int32_t *const *firstneigh; /* [nlocal], indexed by centre */
  const double *scale;        /* [ntypes+1] factor on the local energy of each type's centres, or NULL for 1 */
  double *f;                  /* [nlocal+nghost][3], added into; F, eV/A */
  double *eatom;              /* [nlocal], added into; eV */
  double *vatom;              /* [nlocal+nghost][6] xx yy zz xy xz yz, added into; eV */
  double *cvatom;             /* [nlocal+nghost][9] xx yy zz xy xz yz yx zx zy, added into; eV */
  double *variance;           /* [nlocal], added into; eV^2, times scale^2 */
  double *energy;             /* out: sum of the local energies of the centres, eV */
  double *virial;             /* [6] out: xx yy zz xy xz yz, eV */
} gapsharp_compute_args;

int32_t gapsharp_compute(gapsharp_model *model, gapsharp_compute_args *args);

/* Evaluation of a structure; GapSharp builds the neighbour list. */
typedef struct gapsharp_evaluate_args {
  int32_t struct_size;
  int32_t flags;              /* sum of gapsharp_flag, without GAPSHARP_VIRIAL_ATOM */
  int32_t natoms;             /* 1 or more */
  int32_t pbc[3];             /* non-zero: periodic along this lattice vector */
  const double *positions;    /* [natoms][3], A */
  const int32_t *numbers;     /* [natoms] atomic numbers */
  const double *cell;         /* [3][3] lattice vectors as rows, A; may be NULL if nothing is periodic */
  double *energy;             /* out, eV */
  double *forces;             /* [natoms][3] out, eV/A */
  double *local_energy;       /* [natoms] out, eV */
  double *virial;             /* [3][3] out, eV */
  double *local_virial;       /* [natoms][3][3] out, eV (GAPSHARP_CVIRIAL_ATOM convention) */
  double *variance;           /* [natoms] out, eV^2 */
  double *posterior_variance; /* [natoms] out, eV^2 */
} gapsharp_evaluate_args;

int32_t gapsharp_evaluate(gapsharp_model *model, gapsharp_evaluate_args *args);

/* Number of coordinates (terms) of the potential. */
int32_t gapsharp_coordinate_count(gapsharp_model *model, int32_t *count);

/* Descriptor string of one coordinate, truncated to capacity bytes including the closing NUL. */
int32_t gapsharp_coordinate_descriptor(gapsharp_model *model, int32_t coordinate, char *buffer, int64_t capacity);

/* Descriptor vectors of one coordinate for a structure (its flags and outputs are not looked at): rows of *dimensions numbers,
 * one row per instance, in centre order; centre[row] is the atom of the row (for pairs and triplets: the first atom).
 * At most capacity_rows rows are written; *rows says how many there are. vectors and centre may be NULL to ask for sizes. */
int32_t gapsharp_describe(gapsharp_model *model, int32_t coordinate, const gapsharp_evaluate_args *structure, double *vectors,
                          int32_t *centre, int64_t capacity_rows, int64_t *rows, int32_t *dimensions);

/* The same for a descriptor that needs no potential, given by its string, such as "soap l_max=6 n_max=8 cutoff=5.0 atom_sigma=0.5".
 * A thread keeps the tables of its last descriptor: describe many structures by one descriptor before going on to the next. */
int32_t gapsharp_describe_structure(const char *descriptor, const gapsharp_evaluate_args *structure, double *vectors, int32_t *centre,
                                    int64_t capacity_rows, int64_t *rows, int32_t *dimensions);

/* Orbitals of an atom in a fingerprint. */
enum gapsharp_orbitals {
  GAPSHARP_ORBITALS_S = 1, /* one s orbital */
  GAPSHARP_ORBITALS_SP = 3 /* one s and three p orbitals */
};

/* Global overlap-matrix fingerprint of a free cluster (Sadeghi et al. 2013, doi:10.1063/1.4828704): eigenvalues, descending, which do not
 * change with translation, rotation, inversion and numbering. numbers [natoms], positions [natoms][3], A; orbitals: a gapsharp_orbitals.
 * At most capacity eigenvalues into values, how many there are (natoms or 4 natoms) into count. values may be NULL with capacity 0. */
int32_t gapsharp_fingerprint(const int32_t *numbers, const double *positions, int32_t natoms, int32_t orbitals, double *values,
                             int32_t capacity, int32_t *count);

#ifdef __cplusplus
}
#endif
#endif
