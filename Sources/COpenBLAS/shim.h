#include <cblas.h>

// LAPACK's Cholesky factorization and its solutions, which libopenblas holds without a header of its own.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b,
             const int *ldb, int *info);
