// header.cpp - gapsharp.h as C++ sees it: self-contained, C linkage, 64-bit layout as the library has it.
//
// SPDX-License-Identifier: MIT
#include "gapsharp.h"

static_assert(sizeof(gapsharp_compute_args) == 32 + 14 * sizeof(void *), "8 int32, then 14 pointers");
static_assert(sizeof(gapsharp_evaluate_args) == 24 + 10 * sizeof(void *), "6 int32, then 10 pointers");

int32_t (*const with_c_linkage)(gapsharp_model *, gapsharp_compute_args *) = gapsharp_compute;
